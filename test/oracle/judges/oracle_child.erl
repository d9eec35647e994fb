%% A worker that ends when it is told to, and says so when its supervisor stops it.
-module(oracle_child).
-export([start_link/1, start_link/2, start_link/3, init/2]).

%% Arguments before its name are of no use to it: they show what a default child spec gives.
start_link(_, _, Id) -> start_link(Id).
start_link(_, Id) -> start_link(Id).
start_link(Id) ->
    case oracle_recorder:starting(Id) of
        true -> proc_lib:start_link(?MODULE, init, [Id, self()]);
        false -> {error, cannot_start}
    end.

init(Id, Supervisor) ->
    process_flag(trap_exit, true),
    oracle_recorder:living(Id, self()),
    proc_lib:init_ack(Supervisor, {ok, self()}),
    loop(Id).

loop(Id) ->
    receive
        {exit, Reason} -> exit(Reason);
        {'EXIT', _, Reason} ->
            oracle_recorder:log(["stop ", atom_to_list(Id)]),
            case oracle_recorder:is_deaf(Id) of
                true -> loop(Id);
                false -> exit(Reason)
            end
    end.
