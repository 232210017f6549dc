defmodule Operator do
  def loop do
    receive do
      {person, from, ref} ->
        if person == "Ada", do: Process.sleep(200)
        send(from, {ref, "#{person} is on the line"})
        loop()
    end
  end
end

ask = fn operator, person, timeout ->
  ref = Process.monitor(operator)
  send(operator, {person, self(), ref})

  receive do
    {^ref, answer} ->
      Process.demonitor(ref, [:flush])
      answer
  after
    timeout ->
      Process.demonitor(ref, [:flush])
      "nobody answers"
  end
end

operator = spawn(&Operator.loop/0)
IO.puts("Ada? #{ask.(operator, "Ada", 100)}")
IO.puts("Bob? #{ask.(operator, "Bob", 1000)}")

receive do
  {_, answer} -> IO.puts("left in the mailbox: #{answer}")
end
