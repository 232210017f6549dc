Process.flag(:trap_exit, true)

kettle =
  spawn_link(fn ->
    receive do
      {:boil} -> exit(:boiled_dry)
    end
  end)

send(kettle, {:boil})

receive do
  {signal, from, reason} ->
    IO.puts("#{signal}: #{reason}")
    IO.puts(from == kettle)
end
