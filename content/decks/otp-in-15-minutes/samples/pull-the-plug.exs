defmodule Till do
  use GenServer

  def start_link(desk), do: GenServer.start_link(__MODULE__, desk, name: :till)

  @impl true
  def init(desk) do
    send(desk, "till opens")
    {:ok, 0}
  end

  @impl true
  def handle_call(:total, _from, cash), do: {:reply, cash, cash}

  @impl true
  def handle_cast({:sell, price}, cash), do: {:noreply, cash + price}
end

opening = fn ->
  receive do
    text -> IO.puts(text)
  end
end

{:ok, _} = Supervisor.start_link([{Till, self()}], strategy: :one_for_one)
opening.()

GenServer.cast(:till, {:sell, 3})
IO.puts(GenServer.call(:till, :total))

Process.exit(Process.whereis(:till), :kill)
opening.()
IO.puts(GenServer.call(:till, :total))
