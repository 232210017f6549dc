shop = self()

barista =
  spawn(fn ->
    receive do
      drink ->
        IO.puts("barista: making a #{drink}")
        send(shop, "one #{drink}, ready")
    end
  end)

IO.puts("shop: somebody wants a flat white")
send(barista, "flat white")

receive do
  answer -> IO.puts("shop: #{answer}")
end
