defmodule Till do
  def loop(takings) do
    receive do
      {from, price} ->
        send(from, takings + price)
        loop(takings + price)
    end
  end
end

till = spawn(fn -> Till.loop(0) end)

send(till, {self(), 3})

receive do
  sum -> IO.puts("first: #{sum}")
end

send(till, {self(), 4})

receive do
  sum -> IO.puts("then: #{sum}")
end
