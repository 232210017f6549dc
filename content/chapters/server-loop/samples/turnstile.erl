-module(turnstile).
-behaviour(gen_server).
-export([main/0]).
-export([init/1]).
-export([handle_call/3, handle_cast/2]).

init(Count) ->
    {ok, Count}.

handle_call(read, _From, Count) ->
    {reply, Count, Count}.

handle_cast(enter, Count) ->
    {noreply, Count + 1}.

main() ->
    {ok, Gate} =
        gen_server:start(?MODULE, 0, []),
    gen_server:cast(Gate, enter),
    gen_server:cast(Gate, enter),
    Count = gen_server:call(Gate, read),
    io:format("~p visitors~n", [Count]).
