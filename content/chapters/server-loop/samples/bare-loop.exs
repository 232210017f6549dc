defmodule Switchboard do
  def loop(lines) do
    receive do
      {:dial, from, extension} ->
        line = lines[extension] || exit(:no_such_extension)
        send(from, line)
        loop(lines)
    end
  end
end

answer = fn ->
  receive do
    line -> line
  after
    100 -> "silence"
  end
end

lines = %{"101" => "kitchen", "102" => "reception"}
board = spawn(fn -> Switchboard.loop(lines) end)

send(board, {:dial, self(), "101"})
IO.puts("101: #{answer.()}")

send(board, {:dail, self(), "102"})
IO.puts("102: #{answer.()}")

send(board, {:dial, self(), "999"})
IO.puts("999: #{answer.()}")

send(board, {:dial, self(), "101"})
IO.puts("101: #{answer.()}")
