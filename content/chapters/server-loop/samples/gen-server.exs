defmodule Stack do
  use GenServer

  def start(plates), do: GenServer.start(__MODULE__, plates)
  def push(stack, plate), do: GenServer.cast(stack, {:push, plate})
  def pop(stack), do: GenServer.call(stack, :pop)

  @impl true
  def init(plates), do: {:ok, plates}

  @impl true
  def handle_call(:pop, _from, []), do: {:reply, "nothing", []}
  def handle_call(:pop, _from, [top | rest]), do: {:reply, top, rest}

  @impl true
  def handle_cast({:push, plate}, plates), do: {:noreply, [plate | plates]}

  @impl true
  def handle_info(message, plates) do
    IO.puts("stack: somebody says #{message}")
    {:noreply, plates}
  end
end

{:ok, stack} = Stack.start(["a white plate"])
Stack.push(stack, "a blue plate")
send(stack, "hello")
IO.puts("top: #{Stack.pop(stack)}")
IO.puts("next: #{Stack.pop(stack)}")
IO.puts("then: #{Stack.pop(stack)}")
