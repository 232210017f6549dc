defmodule Till do
  def loop(takings) do
    receive do
      {:sell, from, price} ->
        send(from, {:takings, takings + price})
        loop(takings + price)

      {:total, from} ->
        send(from, {:takings, takings})
        loop(takings)
    end
  end
end

till = spawn(fn -> Till.loop(0) end)
shop = self()

for price <- [3, 4, 5] do
  spawn(fn ->
    send(till, {:sell, self(), price})

    receive do
      {:takings, _} -> send(shop, {:sold, price})
    end
  end)
end

for price <- [3, 4, 5] do
  receive do
    {:sold, ^price} -> :ok
  end
end

send(till, {:total, shop})

receive do
  {:takings, total} -> IO.puts("sold for 12, and the till holds #{total}")
end
