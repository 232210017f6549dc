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
answer = fn -> receive do t -> t end end

send(till, {self(), 3})
IO.puts("first: #{answer.()}")

send(till, {self(), 4})
IO.puts("then: #{answer.()}")
