defmodule Till do
  def loop(cash) do
    receive do
      {:sell, price} ->
        loop(cash + price)

      {:total, from} ->
        send(from, cash)
        loop(cash)
    end
  end
end

till = spawn(fn -> Till.loop(0) end)

send(till, {:sell, 3})
send(till, {:sell, 4})
send(till, {:total, self()})

receive do
  cash -> IO.puts(cash)
end
