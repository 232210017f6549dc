defmodule Till do
  use GenServer

  @impl true
  def init(float), do: tell("init", {:ok, float})

  @impl true
  def handle_call(:total, _from, cash), do: tell("handle_call", {:reply, cash, cash})

  @impl true
  def handle_cast(:sell, cash), do: tell("handle_cast", {:noreply, cash})

  @impl true
  def handle_info(:tick, cash), do: tell("handle_info", {:noreply, cash})

  @impl true
  def code_change(_vsn, cash, _extra), do: tell("code_change", {:ok, cash})

  @impl true
  def terminate(_reason, _cash), do: tell("terminate", :ok)

  defp tell(callback, result) do
    IO.puts(callback)
    result
  end
end

{:ok, till} = GenServer.start_link(Till, 0)
GenServer.call(till, :total)
GenServer.cast(till, :sell)
send(till, :tick)
:ok = :sys.suspend(till)
:ok = :sys.change_code(till, Till, "1", [])
:ok = :sys.resume(till)
GenServer.stop(till)
