%% What the judges say, in the words of a trace.
-module(oracle_words).
-export([ended/1, answer/1, first_match/3]).

%% With what reason a supervisor ended.
ended({reached_max_restart_plan, _}) -> "reached_max_restart_plan";
ended({empty_plan_child_terminated, _}) -> "empty_plan_child_terminated";
ended({run_plan_element, _}) -> "run_plan_element";
ended({code, Code}) -> ["code ", integer_to_list(Code)];
ended(killed) -> "SIGKILL";
ended(cannot_start) -> "error";
ended(Reason) when is_atom(Reason) -> atom_to_list(Reason);
ended(Reason) -> io_lib:format("~0p", [Reason]).

answer(ok) -> "ok";
answer({ok, _}) -> "ok";
answer({count, Counts}) ->
    lists:join(" ", [io_lib:format("~s ~b", [Key, proplists:get_value(Key, Counts)]) || Key <- [specs, active, supervisors, workers]]);
answer({pid, {ok, Pid}}) -> ["process of ", atom_to_list(oracle_recorder:id(Pid))];
answer({pid, {error, undefined}}) -> "no process";
answer({pid, Error}) -> answer(Error);
answer({pids, []}) -> "no processes";
answer({pids, Ids}) -> ["processes of ", lists:join(" ", lists:sort([atom_to_list(Id) || Id <- Ids]))];
answer({spec, Spec}) -> spec(Spec);
answer({error, {already_started, _}}) -> "already_present";
answer({error, Reason}) when Reason =:= already_present; Reason =:= running; Reason =:= restarting; Reason =:= not_found; Reason =:= max_children ->
    atom_to_list(Reason);
answer({error, _}) -> "start_failed".

%% `plan=restart,100 x2 stop=100 args=p`: what a child spec of director says of these.
spec(Spec) ->
    lists:join(" ", [said(Key, maps:get(Key, Spec)) || Key <- [plan, count, terminate_timeout], maps:is_key(Key, Spec)] ++ args(Spec)).

%% The last argument of a child is its name.
args(#{start := {_, _, Args}} = Spec) ->
    case Args -- [maps:get(id, Spec, none)] of
        [] -> [];
        Further -> [["args=", lists:join(",", [atom_to_list(Arg) || Arg <- Further])]]
    end;
args(_) -> [].

said(plan, Plan) -> ["plan=", lists:join(",", [word(Element) || Element <- Plan])];
said(count, infinity) -> "x∞";
said(count, Count) -> ["x", integer_to_list(Count)];
said(terminate_timeout, infinity) -> "stop=infinity";
said(terminate_timeout, Timeout) -> ["stop=", integer_to_list(Timeout)].

word({restart, Delay}) -> integer_to_list(Delay);
word({stop, Reason}) -> ["stop:", atom_to_list(Reason)];
word(Element) when is_atom(Element) -> atom_to_list(Element);
word(Fun) when is_function(Fun) -> "fun".

%% The element `when`, which director writes as a fun; where no clause holds it answers with no element.
first_match([], _, _) -> no_clause;
first_match([#{codes := Codes, signals := Signals, reason := Kind, restarts := {Least, Most}, element := Element} | Clauses], Reason, Restarts) ->
    Holds = among(code(Reason), Codes) andalso among(signal(Reason), Signals) andalso among(kind(Reason), Kind)
        andalso Least =< Restarts andalso Restarts =< Most,
    case Holds of
        true -> Element;
        false -> first_match(Clauses, Reason, Restarts)
    end.

among(_, any) -> true;
among(One, Known) -> lists:member(One, Known).

code(normal) -> 0;
code({code, Code}) -> Code;
code(_) -> none.

signal(killed) -> "SIGKILL";
signal(_) -> none.

kind(normal) -> normal;
kind(shutdown) -> shutdown;
kind({code, _}) -> code;
kind(killed) -> signal;
kind(_) -> error.
