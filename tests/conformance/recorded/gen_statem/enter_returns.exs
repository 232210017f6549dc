# title: what an enter call may return
# pins: An enter call may stop, repeat and set timers, but not change the state, postpone or insert events; a repeated enter call is told the same old state.
Code.require_file("../lib/h.exs", __DIR__)

defmodule E do
  import H
  def callback_mode, do: [:handle_event_function, :state_enter]
  def init({:ret, r}), do: r
  def init(_), do: {:ok, :a, 0}
  def handle_event(:enter, old, s, d) do
    t("enter " <> f(s), {old, d})
    case d do
      {:enter, r, d2} -> if is_function(r), do: r.(d2), else: r
      _ -> :keep_state_and_data
    end
  end
  def handle_event(:cast, {:do, r}, _, _), do: r
  def handle_event({:call, _}, {:do, r}, _, _), do: r
  def handle_event(ty, x, s, d) do
    t(f(s) <> " " <> f(ty), {x, d})
    :keep_state_and_data
  end
  def terminate(r, s, d), do: t("terminate", {r, s, d})
end

defmodule M do
  import H
  def callback_mode, do: :handle_event_function
  def init({:ret, r}), do: r
  def init(_), do: {:ok, :a, 0}
  def handle_event({:call, from}, {:do, fun}, s, d) when is_function(fun), do: fun.(from, s, d)
  def handle_event({:call, _}, {:do, r}, _, _), do: r
  def handle_event(:cast, {:do, r}, _, _), do: r
  def handle_event({:call, from}, x, s, d) do
    t(f(s) <> " call", {x, d})
    {:keep_state_and_data, [{:reply, from, {:got, x}}]}
  end
  def handle_event(ty, x, s, d) do
    t(f(s) <> " " <> f(ty), {x, d})
    :keep_state_and_data
  end
  def terminate(r, s, d), do: t("terminate", {r, s, d})
end

defmodule Main do
  import H
  def run do
    for r <- [{:next_state, :c, 1}, {:next_state, :b, 1}, {:keep_state_and_data, [:postpone]}, {:keep_state_and_data, [{:next_event, :cast, 1}]}, {:keep_state, 3, [{:state_timeout, 0, :x}]},
              :bogus, {:stop, :oops}, {:stop, :oops, 4}, :stop, {:stop_and_reply, :rr, []}, {:keep_state_and_data, [{:change_callback_module, M}]}, {:keep_state_and_data, [{:postpone, false}]},
              {:repeat_state, 5}] do
      {:ok, p} = :gen_statem.start(E, nil, [])
      m = mon(p)
      :gen_statem.cast(p, {:do, {:next_state, :b, {:enter, r, 0}}})
      t("for " <> f(r), wait(m, 60))
      if Process.alive?(p), do: t("state", :sys.get_state(p)) && Process.exit(p, :kill)
    end
  end
end

H.go(Main)
