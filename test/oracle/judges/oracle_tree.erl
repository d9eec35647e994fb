%% A tree of supervisors of one kind: OTP's `supervisor`, Elixir's `DynamicSupervisor` or `director`.
-module(oracle_tree).
-export([start/2, start_link/1, init/1, call/5, show/2]).

start(Judge, Tree) -> start_link(Judge, Tree).

start_link(Tree) -> start_link(oracle_recorder:judge(), Tree).

start_link(otp, Tree) -> supervisor:start_link(?MODULE, Tree);
start_link(director, Tree) -> director:start_link(?MODULE, Tree);
%% A dynamic supervisor has no children of its own; they are started one after the other.
start_link(elixir, #{restarts := Restarts, period := Period, max := Max, children := Children}) ->
    Options = [{strategy, one_for_one}, {max_restarts, Restarts}, {max_seconds, Period div 1000}, {max_children, Max}],
    {ok, Pid} = 'Elixir.DynamicSupervisor':start_link(Options),
    [call(elixir, Pid, start_child, '', Child) || Child <- Children],
    {ok, Pid}.

init(#{id := Id, children := Children} = Tree) ->
    oracle_recorder:supervisor(Id, self()),
    case oracle_recorder:judge() of
        otp -> {ok, {flags(Tree), [otp_child(Child) || Child <- Children]}};
        director -> director_children(Tree)
    end.

flags(#{strategy := Strategy, restarts := Restarts, period := Period, auto := Auto}) ->
    #{strategy => Strategy, intensity => Restarts, period => Period div 1000, auto_shutdown => Auto}.

otp_child(#{kind := Kind, id := Id, life := {restart, Restart}, significant := Significant} = Child) ->
    #{id => Id, start => start_of(Child), restart => Restart, significant => Significant, shutdown => stop_of(Child), type => Kind}.

director_child(#{id := Id, appends := #{} = Said}) ->
    maps:merge(#{id => Id, start => {oracle_child, start_link, maps:get(args, Said, []) ++ [Id]}, append => true}, director_share(Said));
director_child(#{kind := Kind, id := Id, life := Life} = Child) ->
    Timeout = case stop_of(Child) of brutal_kill -> 0; Other -> Other end,
    maps:merge(#{id => Id, start => start_of(Child), type => Kind, terminate_timeout => Timeout}, director_life(Life)).

director_children(#{children := Children, default := none}) -> {ok, [director_child(Child) || Child <- Children]};
director_children(#{children := Children, default := Default}) ->
    {ok, [director_child(Child) || Child <- Children], director_default(Default)}.

%% What a default child spec says; its arguments come before those of a child that appends.
director_default(#{args := Args} = Default) -> (director_share(Default))#{start => {oracle_child, start_link, Args}};
director_default(Default) -> director_share(Default).

%% What of a plan, a count and a timeout is said, in director's words.
director_share(Said) ->
    maps:from_list([case Key of
        plan -> {plan, plan(Value)};
        count -> {count, Value};
        stop -> {terminate_timeout, Value}
    end || {Key, Value} <- maps:to_list(maps:remove(args, Said))]).

director_life(default) -> #{};
director_life({plan, Plan, Count}) -> #{plan => plan(Plan), count => Count}.

start_of(#{kind := worker, id := Id}) -> {oracle_child, start_link, [Id]};
start_of(#{kind := supervisor} = Child) -> {?MODULE, start_link, [Child]}.

stop_of(#{kind := supervisor}) -> infinity;
stop_of(#{stop := Stop}) -> Stop.

plan(Elements) -> [element(Element) || Element <- Elements].

element({'when', Clauses}) -> fun(Reason, Restarts) -> oracle_words:first_match(Clauses, Reason, Restarts) end;
element({function, throws}) -> fun(_, _) -> throw(on_purpose) end;
element({function, nothing}) -> fun(_, _) -> nothing end;
element({function, itself}) -> fun(_, _) -> fun(_, _) -> restart end end;
element(Element) -> Element.

call(Judge, Root, Name, Id, Argument) ->
    case oracle_recorder:pid(Id) of
        Pid when Name =:= start_child; Name =:= count_children; Name =:= get_pids; Name =:= get_default_childspec;
                 Name =:= change_default_childspec -> do(Judge, Name, parent(Root, Pid, Id), Argument);
        _ -> do(Judge, Name, supervisor_of(Root, Id), {Id, Argument})
    end.

parent(Root, _, '') -> Root;
parent(_, Pid, _) -> Pid.

%% The supervisor of `d/e` is `d`; that of `e` the root.
supervisor_of(Root, Id) ->
    case lists:reverse(string:split(atom_to_list(Id), "/", trailing)) of
        [_, Above] -> oracle_recorder:pid(list_to_atom(Above));
        [_] -> Root
    end.

do(otp, start_child, Pid, Child) -> supervisor:start_child(Pid, otp_child(Child));
do(otp, count_children, Pid, _) -> {count, supervisor:count_children(Pid)};
do(otp, Name, Pid, {Id, none}) -> supervisor:Name(Pid, Id);
do(director, start_child, Pid, Child) -> director:start_child(Pid, director_child(Child));
do(director, count_children, Pid, _) -> {count, director:count_children(Pid)};
do(director, change_plan, Pid, {Id, Plan}) -> director:change_plan(Pid, Id, plan(Plan));
do(director, change_default_childspec, Pid, Default) -> director:change_default_childspec(Pid, director_default(Default));
do(director, get_default_childspec, Pid, _) -> {spec, director:get_default_childspec(Pid)};
do(director, get_pids, Pid, _) -> {pids, [Id || {Id, _} <- director:get_pids(Pid)]};
do(director, get_pid, Pid, {Id, none}) -> {pid, director:get_pid(Pid, Id)};
do(director, get_childspec, Pid, {Id, none}) ->
    case director:get_childspec(Pid, Id) of
        {ok, Spec} -> {spec, Spec};
        Error -> Error
    end;
do(director, Name, Pid, {Id, none}) -> director:Name(Pid, Id);
do(elixir, start_child, Pid, Child) -> 'Elixir.DynamicSupervisor':start_child(Pid, otp_child(Child));
do(elixir, count_children, Pid, _) -> {count, maps:to_list('Elixir.DynamicSupervisor':count_children(Pid))};
do(elixir, terminate_child, Pid, {Id, none}) ->
    case oracle_recorder:pid(Id) of
        none -> {error, not_found};
        Child -> 'Elixir.DynamicSupervisor':terminate_child(Pid, Child)
    end.

%% Who is up, down or waits to be restarted, below a supervisor that lives.
show(Judge, Root) ->
    case lists:sort(states(Judge, Root)) of
        [] -> "nobody";
        States -> lists:join("; ", States)
    end.

states(Judge, Supervisor) -> lists:append([state(Judge, Child) || Child <- which(Judge, Supervisor)]).

which(otp, Pid) -> supervisor:which_children(Pid);
which(director, Pid) -> director:which_children(Pid);
which(elixir, Pid) ->
    [{known(Child), Child, Type, Modules} || {_, Child, Type, Modules} <- 'Elixir.DynamicSupervisor':which_children(Pid)].

known(Pid) when is_pid(Pid) -> oracle_recorder:id(Pid);
known(_) -> unknown.

state(_, {Id, undefined, _, _}) -> [line(Id, "down")];
state(_, {Id, restarting, _, _}) -> [line(Id, "restarting")];
%% director answers with the pid before the type, as OTP does, whatever its documentation says.
state(Judge, {Id, Pid, supervisor, _}) -> [line(Id, "up") | states(Judge, Pid)];
state(_, {Id, _, worker, _}) -> [line(Id, "up")].

line(Id, State) -> lists:flatten([atom_to_list(Id), " ", State]).
