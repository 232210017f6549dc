# title: a directory of one's own
# pins: What the behaviours ask of a via module: a start looks once and registers in the new process, a failed init gives the name back, calls and stops look, casts and events are sent by the module itself, and nobody hears of it if that fails.
Code.require_file("../lib/h.exs", __DIR__)

defmodule Directory do
  import H

  def whereis_name(key) do
    t("whereis", key)
    with [{_, pid}] <- :ets.lookup(:directory, key), do: pid, else: (_ -> :undefined)
  end

  def register_name(key, pid) do
    t("register", {key, pid == self()})
    if :ets.insert_new(:directory, {key, pid}), do: :yes, else: :no
  end

  def unregister_name(key) do
    t("unregister", key)
    :ets.delete(:directory, key)
  end

  def send(key, message) do
    t("send", {key, elem(message, 0)})
    with [{_, pid}] <- :ets.lookup(:directory, key), do: Kernel.send(pid, message), else: (_ -> exit({:badarg, {key, message}}))
  end
end

defmodule S do
  use GenServer
  def init({:ret, result}), do: result
  def init(state), do: {:ok, state}
  def handle_call(:get, _, state), do: {:reply, state, state}
  def handle_cast(change, state), do: {:noreply, state + change}
end

defmodule E do
  def init(arg), do: {:ok, arg}
  def handle_event(event, _), do: {:ok, event}
  def handle_call(:last, event), do: {:ok, event, event}
end

defmodule Main do
  import H

  def via(key), do: {:via, Directory, key}

  def run do
    :ets.new(:directory, [:named_table, :public])
    {:ok, a} = GenServer.start(S, 1, name: via(:a))
    H.name(a, "a")
    t("again", GenServer.start(S, 1, name: via(:a)))
    t("call", GenServer.call(via(:a), :get))
    t("cast", GenServer.cast(via(:a), 4))
    t("whereis", GenServer.whereis(via(:a)))
    t("state", :sys.get_state(via(:a)))
    t("cast to nobody", GenServer.cast(via(:nobody), 4))
    t("call to nobody", c(fn -> GenServer.call(via(:nobody), :get) end))
    t("stop", GenServer.stop(via(:a)))
    t("stop nobody", c(fn -> GenServer.stop(via(:nobody)) end))
    for result <- [:ignore, {:stop, :no}], do: t("start", GenServer.start(S, {:ret, result}, name: via(:b)))

    {:ok, _} = DynamicSupervisor.start_link(strategy: :one_for_one, name: via(:sup))
    t("count", DynamicSupervisor.count_children(via(:sup)).active)

    {:ok, _} = :gen_event.start(via(:e))
    t("add", :gen_event.add_handler(via(:e), E, :none))
    t("notify", :gen_event.notify(via(:e), :first))
    t("last", :gen_event.call(via(:e), E, :last))
    t("notify nobody", c(fn -> :gen_event.notify(via(:nobody), :lost) end))
    t("notify a registry", (Registry.start_link(keys: :unique, name: Reg); :gen_event.notify({:via, Registry, {Reg, :nobody}}, :lost)))

    {:ok, _} = Agent.start(fn -> 1 end, name: via(:agent))
    t("update", Agent.cast(via(:agent), &(&1 + 1)))
    t("get", Agent.get(via(:agent), & &1))
  end
end

H.go(Main)
