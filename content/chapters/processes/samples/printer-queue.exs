defmodule Printer do
  def off do
    receive do
      :switch_on ->
        IO.puts("printer: on")
        loop()
    end
  end

  defp loop do
    receive do
      {:print, from, job} ->
        IO.puts("printer: #{job}")
        send(from, {:printed, job})
        loop()
    end
  end
end

printer = spawn(&Printer.off/0)

for job <- ["letter", "invoice", "poster"], do: send(printer, {:print, self(), job})
IO.puts("office: three jobs sent, and the printer is off")
send(printer, :switch_on)

receive do
  {:printed, "poster"} -> IO.puts("office: the poster is done")
end
