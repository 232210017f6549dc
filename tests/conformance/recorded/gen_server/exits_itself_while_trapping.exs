# title: a server that traps exits sends itself an exit signal
# pins: Without a link a server is its own parent, so that an exit signal from itself ends it in order; a linked one gets it as a message. A machine and a manager do the same.
Code.require_file("../lib/h.exs", __DIR__)

defmodule G do
  use GenServer
  import H
  def init(_), do: {Process.flag(:trap_exit, true), {:ok, 0}} |> elem(1)
  def handle_cast({:exit, r}, s), do: Process.exit(self(), r) && {:noreply, s + 1}
  def handle_info({:EXIT, _, r}, s), do: t("info", {:EXIT, r}) && {:noreply, s}
  def terminate(r, s), do: t("terminate", {r, s})
end

defmodule M do
  import H
  def callback_mode, do: :handle_event_function
  def init(_), do: {Process.flag(:trap_exit, true), {:ok, :a, 0}} |> elem(1)
  def handle_event(:cast, {:exit, r}, _, n), do: Process.exit(self(), r) && {:keep_state, n + 1}
  def handle_event(:info, {:EXIT, _, r}, _, _), do: t("info", {:EXIT, r}) && :keep_state_and_data
  def terminate(r, s, n), do: t("terminate", {r, s, n})
end

defmodule E do
  import H
  def init(n), do: {:ok, n}
  def handle_event({:exit, r}, n), do: Process.exit(self(), r) && {:ok, n + 1}
  def terminate(how, n), do: t("terminate", {how, n})
end

defmodule Main do
  import H
  def run do
    Process.flag(:trap_exit, true)
    for r <- [:normal, :shutdown, :crash, :kill], {mod, how} <- [{GenServer, :start}, {GenServer, :start_link}, {:gen_statem, :start}, {:gen_statem, :start_link}] do
      {:ok, p} = apply(mod, how, [if(mod == GenServer, do: G, else: M), nil, []])
      m = mon(p)
      mod.cast(p, {:exit, r})
      c(fn -> :sys.get_state(p) end)
      t("#{mod} #{how} " <> f(r), wait(m, 20))
      if Process.alive?(p), do: Process.exit(p, :kill) && gone(p)
      flush(5)
    end
    {:ok, p} = :gen_event.start()
    m = mon(p)
    :gen_event.add_handler(p, E, 0)
    :gen_event.notify(p, {:exit, :crash})
    t("gen_event", wait(m, 20))
  end
end

H.go(Main)
