%% Runs scenarios on a real supervisor: `oracle:main([Judge, TermsFile, TraceFile])`.
%% The terms file has one `{Name, Tree, Steps}.` a scenario (see ../terms.ts), the trace file one `Step → happenings` line a step.
-module(oracle).
-export([main/1]).

main([Judge, TermsFile, TraceFile]) ->
    logger:set_primary_config(level, none),
    error_logger:tty(false),
    process_flag(trap_exit, true),
    {ok, Scenarios} = file:consult(TermsFile),
    {ok, File} = file:open(TraceFile, [write, {encoding, utf8}]),
    [io:format(File, "# ~ts~n~ts", [Name, run(list_to_atom(Judge), Tree, Steps)]) || {Name, Tree, Steps} <- Scenarios],
    ok = file:close(File),
    halt(0).

run(Judge, Tree, Steps) ->
    oracle_recorder:start(Judge),
    {Last, Lines} = lists:foldl(fun({Text, Step}, {Root, Done}) ->
        Next = step(Judge, Tree, Root, Step),
        Left = settle(Next),
        {Left, [Done, io_lib:format("~ts → ~ts~n", [Text, lists:join(", ", oracle_recorder:take())])]}
    end, {none, []}, Steps),
    dismiss(Last),
    oracle_recorder:stop(),
    Lines.

dismiss(Root) when is_pid(Root) ->
    exit(Root, shutdown),
    receive {'EXIT', Root, _} -> ok end;
dismiss(_) -> ok.

%% Until nothing has happened for a while: that a real supervisor does nothing more is no event that it could send. The answer is the root, or `gone`.
settle(Root) ->
    Before = oracle_recorder:count(),
    timer:sleep(20),
    Left = ended(Root),
    case oracle_recorder:count() of
        Before -> Left;
        _ -> settle(Left)
    end.

ended(Root) when is_pid(Root) ->
    receive
        {'EXIT', Root, Reason} -> oracle_recorder:log(["ended ", oracle_words:ended(Reason)]), gone
    after 0 -> Root
    end;
ended(Root) -> Root.

step(Judge, Tree, _, start) ->
    case oracle_tree:start(Judge, Tree) of
        {ok, Pid} -> Pid;
        {error, _} -> oracle_recorder:log("ended not_started"), gone
    end;
step(_, _, Root, stop) when is_pid(Root) -> exit(Root, shutdown), Root;
step(_, _, Root, {wait, Ms}) -> timer:sleep(Ms), Root;
%% OTP counts its period in whole seconds, so such a scenario begins at the start of one.
step(_, _, Root, second) -> timer:sleep(1000 - erlang:monotonic_time(millisecond) rem 1000), Root;
step(_, _, Root, {fails, Id, Times}) -> oracle_recorder:fails(Id, Times), Root;
step(_, _, Root, {deaf, Id}) -> oracle_recorder:deaf(Id), Root;
step(_, _, Root, {exit, Id, Reason}) -> oracle_recorder:exit(Id, Reason), Root;
step(_, _, Root, {together, Ids, Reason}) ->
    ok = sys:suspend(Root),
    [exit_now(Id, Reason) || Id <- Ids],
    ok = sys:resume(Root),
    Root;
%% The exit is known to the supervisor before the call, and the call before what comes of the exit; the answer is told last.
step(Judge, _, Root, {meanwhile, Exiting, Reason, {call, Name, Id, Argument}}) ->
    ok = sys:suspend(Root),
    exit_now(Exiting, Reason),
    {message_queue_len, Before} = process_info(Root, message_queue_len),
    Self = self(),
    spawn(fun() -> Self ! {answer, oracle_words:answer(oracle_tree:call(Judge, Root, Name, Id, Argument))} end),
    queued(Root, Before),
    ok = sys:resume(Root),
    Left = settle(Root),
    receive {answer, Answer} -> oracle_recorder:log(Answer) end,
    Left;
step(_, _, gone, show) -> oracle_recorder:log("gone"), gone;
step(Judge, _, Root, show) -> oracle_recorder:log(oracle_tree:show(Judge, Root)), Root;
step(_, _, gone, {call, _, _, _}) -> oracle_recorder:log("gone"), gone;
step(Judge, _, Root, {call, Name, Id, Argument}) ->
    oracle_recorder:log(oracle_words:answer(oracle_tree:call(Judge, Root, Name, Id, Argument))),
    Root.

queued(Root, Before) ->
    case process_info(Root, message_queue_len) of
        {message_queue_len, Before} -> timer:sleep(1), queued(Root, Before);
        _ -> ok
    end.

%% Returns when the child is over.
exit_now(Id, Reason) ->
    Ref = monitor(process, oracle_recorder:pid(Id)),
    oracle_recorder:exit(Id, Reason),
    receive {'DOWN', Ref, process, _, _} -> ok end.
