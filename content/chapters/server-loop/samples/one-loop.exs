defmodule Server do
  def start(module, state), do: spawn(fn -> loop(module, state) end)

  def call(server, request) do
    ref = make_ref()
    send(server, {{self(), ref}, request})

    receive do
      {^ref, reply} -> reply
    end
  end

  defp loop(module, state) do
    receive do
      {{pid, ref}, request} ->
        {reply, new_state} = module.handle(request, state)
        send(pid, {ref, reply})
        loop(module, new_state)
    end
  end
end

defmodule Switchboard do
  def handle(extension, lines), do: {Map.get(lines, extension, "nobody"), lines}
end

defmodule Sales do
  def handle(price, sum), do: {"#{sum + price} so far", sum + price}
end

board = Server.start(Switchboard, %{"101" => "kitchen", "102" => "reception"})
IO.puts("101: #{Server.call(board, "101")}")
IO.puts("999: #{Server.call(board, "999")}")

till = Server.start(Sales, 0)
IO.puts("till: #{Server.call(till, 3)}")
IO.puts("till: #{Server.call(till, 4)}")
