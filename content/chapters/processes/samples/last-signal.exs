defmodule Till do
  def loop do
    receive do
      {_from, "soup"} ->
        exit(:not_on_the_menu)

      {from, item} ->
        send(from, "one #{item}")
        loop()
    end
  end
end

till = spawn(&Till.loop/0)
ref = Process.monitor(till)
send(till, {self(), "tea"})

receive do
  answer -> IO.puts("till: #{answer}")
end

send(till, {self(), "soup"})

receive do
  {:DOWN, ^ref, :process, _, reason} -> IO.puts("DOWN: #{reason}")
end

too_late = Process.monitor(till)

receive do
  {:DOWN, ^too_late, :process, _, reason} -> IO.puts("asked again: #{reason}")
end
