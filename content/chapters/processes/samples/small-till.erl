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
    receive
        First -> io:format("first: ~p~n", [First])
    end,

    Till ! {self(), 4},
    receive
        Then -> io:format("then: ~p~n", [Then])
    end.
