defmodule Printer do
  def start(sheets) do
    parent = self()
    {pid, ref} = spawn_monitor(fn -> init(parent, sheets) end)

    receive do
      {:started, ^pid} ->
        Process.demonitor(ref, [:flush])
        {:ok, pid}

      {:DOWN, ^ref, :process, _, reason} ->
        {:error, reason}
    end
  end

  defp init(parent, sheets) do
    if sheets == 0, do: exit(:out_of_paper)
    send(parent, {:started, self()})
    loop(sheets)
  end

  defp loop(sheets) do
    receive do
      {:print, job} ->
        IO.puts("printing the #{job}")
        loop(sheets - 1)
    end
  end
end

for sheets <- [0, 500] do
  case Printer.start(sheets) do
    {:ok, _pid} -> IO.puts("#{sheets} sheets: started")
    {:error, reason} -> IO.puts("#{sheets} sheets: not started, #{reason}")
  end
end
