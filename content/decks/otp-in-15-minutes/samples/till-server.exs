defmodule Till do
  use GenServer

  @impl true
  def init(float), do: {:ok, float}

  @impl true
  def handle_cast({:sell, price}, cash), do: {:noreply, cash + price}

  @impl true
  def handle_call(:total, _from, cash), do: {:reply, cash, cash}
end

{:ok, till} = GenServer.start_link(Till, 0)
GenServer.cast(till, {:sell, 3})
GenServer.cast(till, {:sell, 4})
IO.puts(GenServer.call(till, :total))
