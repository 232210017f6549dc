shop = self()
customers = 10_000

for n <- 1..customers do
  spawn(fn -> send(shop, {:tea, n}) end)
end

cups =
  Enum.reduce(1..customers, 0, fn _, cups ->
    receive do
      {:tea, _} -> cups + 1
    end
  end)

IO.puts("served #{cups} customers")
