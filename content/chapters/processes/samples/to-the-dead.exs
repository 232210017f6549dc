till =
  spawn(fn ->
    receive do
      {from, item} -> send(from, "one #{item}, and we are closed")
    end
  end)

send(till, {self(), "tea"})

receive do
  answer -> IO.puts("till: #{answer}")
end

send(till, {self(), "coffee"})

receive do
  answer -> IO.puts("till: #{answer}")
after
  100 -> IO.puts("till: timeout")
end
