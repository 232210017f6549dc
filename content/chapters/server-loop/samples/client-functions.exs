defmodule Switchboard do
  def start(lines), do: spawn(fn -> loop(lines) end)

  def dial(board, extension) do
    ref = make_ref()
    send(board, {:dial, {self(), ref}, extension})

    receive do
      {^ref, place} -> place
    end
  end

  defp loop(lines) do
    receive do
      {:dial, {pid, ref}, extension} ->
        send(pid, {ref, Map.get(lines, extension, "nobody")})
        loop(lines)
    end
  end
end

board = Switchboard.start(%{"101" => "kitchen", "102" => "reception"})
IO.puts("101: #{Switchboard.dial(board, "101")}")
IO.puts("102: #{Switchboard.dial(board, "102")}")
