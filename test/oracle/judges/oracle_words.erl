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
answer({error, {already_started, _}}) -> "already_present";
answer({error, Reason}) when Reason =:= already_present; Reason =:= running; Reason =:= restarting; Reason =:= not_found; Reason =:= max_children ->
    atom_to_list(Reason);
answer({error, _}) -> "start_failed".

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
