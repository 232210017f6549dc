defmodule Switchboard do
  def start(lines), do: spawn(fn -> loop(lines) end)

  def dial(board, extension) do
    ref = Process.monitor(board)
    send(board, {:dial, {self(), ref}, extension})

    receive do
      {^ref, line} ->
        Process.demonitor(ref, [:flush])
        line

      {:DOWN, ^ref, :process, _, reason} ->
        exit(reason)
    end
  end

  defp loop(lines) do
    receive do
      {:dial, {pid, ref}, extension} ->
        line = lines[extension] || exit(:no_such_extension)
        send(pid, {ref, line})
        loop(lines)
    end
  end
end

dial = fn board, extension ->
  try do
    IO.puts("#{extension}: #{Switchboard.dial(board, extension)}")
  catch
    :exit, reason -> IO.puts("#{extension}: no answer, #{reason}")
  end
end

board = Switchboard.start(%{"101" => "kitchen", "102" => "reception"})
dial.(board, "101")
dial.(board, "999")
dial.(board, "101")
