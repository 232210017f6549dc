# title: the system events of a server and of a machine
# pins: What a watcher is told, in which order: a reply that ends a server is an event, its end is none; a machine tells its planned end and its timers, the last first. What a watcher throws is its next state. A log, and statistics, that are on stay as they are.
Code.require_file("../lib/h.exs", __DIR__)

defmodule G do
  use GenServer
  def init(s), do: {:ok, s}
  def handle_call(r, _, _), do: r
  def handle_cast(r, _), do: r
  def handle_info(_, s), do: {:noreply, s}
  def handle_continue(x, _), do: {:noreply, x}
end

defmodule M do
  def callback_mode, do: :handle_event_function
  def init(s), do: {:ok, s, 0}
  def handle_event(:cast, r, _, _), do: r
  def handle_event(_, _, _, _), do: :keep_state_and_data
end

defmodule Main do
  import H
  def watch(tag), do: {fn n, event, _ -> t("#{tag} #{n}", shown(event)) && n + 1 end, 0}
  def shown({:in, {:"$gen_call", {p, _}, r}}), do: {:in, :call, p, r}
  def shown({:out, m, {p, _}, s}), do: {:out, m, p, s}
  def shown({:start_timer, {name, time, x, _}, s}), do: {:start_timer, {name, time, x}, s}
  def shown(x), do: x

  def run do
    for {how, r} <- [call: {:stop, :normal, :bye, 1}, cast: {:stop, :shutdown, 1}, cast: {:stop, :crash, 1}, call: {:reply, 1, 2, {:continue, 3}}] do
      {:ok, p} = GenServer.start(G, 0)
      :sys.install(p, watch("server"))
      c(fn -> if how == :call, do: GenServer.call(p, r), else: GenServer.cast(p, r) end)
      t("state", c(fn -> :sys.get_state(p) end) |> is_tuple)
      if Process.alive?(p), do: GenServer.stop(p)
    end

    for r <- [{:stop, :normal}, {:stop, {:shutdown, 1}}, {:stop, :crash}, {:keep_state_and_data, [{:timeout, 50, 1}, {:state_timeout, 0, 2}, {{:timeout, :n}, 40, 3}, {:timeout, 60, 4}]}] do
      {:ok, p} = :gen_statem.start(M, :a, [])
      :sys.install(p, watch("machine"))
      :gen_statem.cast(p, r)
      c(fn -> :sys.get_state(p) end)
      if Process.alive?(p), do: Process.exit(p, :kill) && gone(p)
    end

    {:ok, p} = GenServer.start(G, 0)
    :sys.install(p, {:throws, fn n, _, _ -> t("thrown", n) && throw(n + 1) end, 0})
    :sys.install(p, {:raises, fn n, _, _ -> t("raised", n) && raise("x") end, 0})
    :sys.install(p, {:exits, fn n, _, _ -> t("exited", n) && exit(:done) end, 0})
    :sys.install(p, {:done, fn n, _, _ -> t("done", n) && throw(:done) end, 0})
    send(p, 1)
    send(p, 2)
    t("log", {:sys.log(p, {true, 3}), :sys.log(p, {true, 1})})
    :sys.statistics(p, true)
    send(p, 3)
    send(p, 4)
    t("log", :sys.log(p, :get))
    t("again", {:sys.statistics(p, true), :sys.log(p, true)})
    send(p, 5)
    {:ok, counts} = :sys.statistics(p, :get)
    t("in", counts[:messages_in])
    t("log", :sys.log(p, :get))
  end
end

H.go(Main)
