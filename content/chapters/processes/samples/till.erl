-module(till).
-export([loop/1]).

loop(Takings) ->
    receive
        {sell, From, Price} ->
            From ! {takings, Takings + Price},
            loop(Takings + Price);
        {total, From} ->
            From ! {takings, Takings},
            loop(Takings)
    end.
