# title: what comes after an enter call
# pins: The timers of the enter call replace those of the transition; inserted events come first, then due timers, then postponed events.
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

defmodule Main do
  import H
  def run do
    {:ok, p} = :gen_statem.start(E, nil, [])
    :gen_statem.cast(p, {:do, {:keep_state_and_data, [:postpone]}})
    :gen_statem.cast(p, :x)
    t("s", :sys.get_state(p))
    :gen_statem.cast(p, {:do, {:repeat_state, 1}})
    :gen_statem.cast(p, {:do, {:next_state, :a, 2}})
    :gen_statem.cast(p, {:do, :repeat_state_and_data})
    :gen_statem.cast(p, {:do, {:next_state, :b, {:enter, fn d -> {:keep_state, d, [{:state_timeout, 0, :zero}, {:timeout, 0, :et}]} end, 3}, [{:next_event, :internal, :ie}, {:state_timeout, 0, :other}]}})
    t("s", :sys.get_state(p))
    :gen_statem.cast(p, {:do, {:next_state, :c, 4, {:state_timeout, 20, :mine}}})
    Process.sleep(40)
    t("s", :sys.get_state(p))
  end
end

H.go(Main)
