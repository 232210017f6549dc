# title: every invalid result or action of a state function
# pins: A machine whose state function returns something invalid, or asks for an invalid action, ends with the reason that names it; after a bad action of next_state it ends in the new state.
Code.require_file("../lib/h.exs", __DIR__)

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

defmodule K do
  # start, monitor, cast do, wait
  import H
  def bad(mod, r) do
    {:ok, p} = :gen_statem.start(mod, nil, [])
    m = mon(p)
    :gen_statem.cast(p, {:do, r})
    t("for " <> f(r), wait(m, 60))
    if Process.alive?(p), do: Process.exit(p, :kill)
  end
end

defmodule Main do
  import H
  def run do
    for r <- [:keep_state, :bogus, {:next_state}, {:next_state, :b}, {:next_state, :b, 1, :bad}, {:keep_state, 1, [:nope]}, {:keep_state_and_data, [{:next_event, :bogus, 1}]},
              {:stop}, {:stop, :r, 1, 2}, {:stop_and_reply, :r}, {:stop_and_reply, :r, [:postpone]}, {:stop_and_reply, :r, [{:reply, :x, 1}]}, {:keep_state_and_data, [{:state_timeout, -1, 1}]},
              {:keep_state_and_data, [{:timeout, :soon, 1}]}, {:keep_state_and_data, [{:postpone, 1}]}, {:keep_state_and_data, [{:hibernate, 1}]}, {:keep_state_and_data, [:pop_callback_module]},
              {:keep_state_and_data, {:reply, 1}}, {:keep_state_and_data, [{:change_callback_module, 7}]}, {:repeat_state, 1, :bad}, {:keep_state_and_data, [{:state_timeout, 10, 1, [{:abs, 1}]}]}, nil, 7, []] do
      K.bad(M, r)
    end
  end
end

H.go(Main)
