defmodule Turnstile do
  use GenServer

  @impl true
  def init(count) do
    {:ok, count}
  end

  @impl true
  def handle_call(:read, _from, count) do
    {:reply, count, count}
  end

  @impl true
  def handle_cast(:enter, count) do
    {:noreply, count + 1}
  end
end

{:ok, gate} = GenServer.start(Turnstile, 0)
GenServer.cast(gate, :enter)
GenServer.cast(gate, :enter)
count = GenServer.call(gate, :read)
IO.puts("#{count} visitors")
