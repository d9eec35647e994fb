%% Writes down what happens, in its order, and knows who lives, who fails to start and who is deaf.
-module(oracle_recorder).
-export([start/1, stop/0, log/1, take/0, count/0, judge/0, fails/2, deaf/1, is_deaf/1, starting/1, living/2, supervisor/2, pid/1, id/1, exit/2]).

start(Judge) ->
    Starter = self(),
    Pid = spawn(fun() ->
        register(?MODULE, self()),
        Starter ! {ready, self()},
        loop(#{judge => Judge, log => [], count => 0, fails => #{}, deaf => [], started => #{}, pids => #{}, asked => []})
    end),
    receive {ready, Pid} -> ok end.

stop() -> call(stop).
log(Text) -> call({log, Text}).
take() -> call(take).
count() -> call({get, count}).
judge() -> call({get, judge}).
fails(Id, Times) -> call({fails, Id, Times}).
deaf(Id) -> call({deaf, Id}).
is_deaf(Id) -> lists:member(Id, call({get, deaf})).
%% A start of this child begins: does it succeed?
starting(Id) -> call({starting, Id}).
living(Id, Pid) -> call({living, Id, Pid}).
supervisor(Id, Pid) -> call({supervisor, Id, Pid}).
pid(Id) -> maps:get(Id, call({get, pids}), none).
id(Pid) -> hd([Id || {Id, One} <- maps:to_list(call({get, pids})), One =:= Pid]).

%% The child ends by itself with this reason.
exit(Id, Reason) ->
    case pid(Id) of
        none -> ok;
        Pid ->
            call({asked, Pid}),
            case Reason of
                killed -> erlang:exit(Pid, kill);
                _ -> Pid ! {exit, Reason}
            end
    end.

call(Request) ->
    Ref = make_ref(),
    ?MODULE ! {Ref, self(), Request},
    receive {Ref, Answer} -> Answer end.

loop(State) ->
    receive
        {Ref, From, stop} -> unregister(?MODULE), From ! {Ref, ok};
        {Ref, From, Request} ->
            {Answer, Next} = handle(Request, State),
            From ! {Ref, Answer},
            loop(Next);
        {'DOWN', _, process, Pid, Reason} -> loop(down(Pid, Reason, State))
    end.

handle({get, Key}, State) -> {maps:get(Key, State), State};
handle({log, Text}, State) -> {ok, write(Text, State)};
handle(take, #{log := Log} = State) -> {lists:reverse(Log), State#{log := []}};
handle({fails, Id, Times}, #{fails := Fails} = State) -> {ok, State#{fails := Fails#{Id => Times}}};
handle({deaf, Id}, #{deaf := Deaf} = State) -> {ok, State#{deaf := [Id | Deaf]}};
handle({starting, Id}, #{started := Started, fails := Fails} = State) ->
    N = maps:get(Id, Started, 0) + 1,
    Next = write(io_lib:format("start ~ts#~b", [Id, N]), State#{started := Started#{Id => N}}),
    case maps:get(Id, Fails, 0) of
        0 -> {true, Next};
        always -> {false, Next};
        Times -> {false, Next#{fails := Fails#{Id => Times - 1}}}
    end;
handle({living, Id, Pid}, #{pids := Pids} = State) ->
    monitor(process, Pid),
    {ok, State#{pids := Pids#{Id => Pid}}};
handle({supervisor, Id, Pid}, #{pids := Pids} = State) -> {ok, State#{pids := Pids#{Id => Pid}}};
handle({asked, Pid}, #{asked := Asked} = State) -> {ok, State#{asked := [Pid | Asked]}}.

down(Pid, Reason, #{pids := Pids, asked := Asked} = State) ->
    case [Id || {Id, One} <- maps:to_list(Pids), One =:= Pid] of
        [] -> State;
        [Id] ->
            Next = State#{pids := maps:remove(Id, Pids)},
            case Reason =:= killed andalso not lists:member(Pid, Asked) of
                true -> write(["kill ", atom_to_list(Id)], Next);
                false -> Next
            end
    end.

write(Text, #{log := Log, count := Count} = State) -> State#{log := [Text | Log], count := Count + 1}.
