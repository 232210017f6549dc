-module(small_till).
-export([main/0]).

loop(Takings) ->
    receive
        {From, Price} ->
            From ! Takings + Price,
            loop(Takings + Price)
    end.

main() ->
    Till = spawn(fun() -> loop(0) end),

    Till ! {self(), 3},
    io:format("first: ~p~n", [answer()]),

    Till ! {self(), 4},
    io:format("then: ~p~n", [answer()]).

answer() ->
    receive Takings -> Takings end.
