defmodule Server do
  def start(module, arg) do
    parent = self()

    {pid, ref} =
      spawn_monitor(fn ->
        case module.init(arg) do
          {:ok, state} ->
            send(parent, {:started, self()})
            loop(module, state)

          {:stop, reason} ->
            exit(reason)
        end
      end)

    receive do
      {:started, ^pid} ->
        Process.demonitor(ref, [:flush])
        pid

      {:DOWN, ^ref, :process, _, reason} ->
        exit(reason)
    end
  end

  def call(server, request, timeout \\ 5000) do
    ref = :erlang.monitor(:process, server, alias: :reply_demonitor)
    send(server, {:"$call", {self(), ref}, request})

    receive do
      {^ref, reply} -> reply
      {:DOWN, ^ref, :process, _, reason} -> exit(reason)
    after
      timeout ->
        Process.demonitor(ref, [:flush])
        exit(:timeout)
    end
  end

  def cast(server, request), do: send(server, {:"$cast", request})

  defp loop(module, state) do
    receive do
      {:"$call", {_, ref} = from, request} ->
        {:reply, reply, new_state} = module.handle_call(request, from, state)
        send(ref, {ref, reply})
        loop(module, new_state)

      {:"$cast", request} ->
        {:noreply, new_state} = module.handle_cast(request, state)
        loop(module, new_state)

      message ->
        {:noreply, new_state} = module.handle_info(message, state)
        loop(module, new_state)
    end
  end
end

defmodule Stack do
  def start(plates), do: Server.start(__MODULE__, plates)
  def push(stack, plate), do: Server.cast(stack, {:push, plate})
  def pop(stack), do: Server.call(stack, :pop)

  def init(plates), do: {:ok, plates}

  def handle_call(:pop, _from, []), do: {:reply, "nothing", []}
  def handle_call(:pop, _from, [top | rest]), do: {:reply, top, rest}

  def handle_cast({:push, plate}, plates), do: {:noreply, [plate | plates]}

  def handle_info(message, plates) do
    IO.puts("stack: somebody says #{message}")
    {:noreply, plates}
  end
end

stack = Stack.start(["a white plate"])
Stack.push(stack, "a blue plate")
send(stack, "hello")
IO.puts("top: #{Stack.pop(stack)}")
IO.puts("next: #{Stack.pop(stack)}")
IO.puts("then: #{Stack.pop(stack)}")
