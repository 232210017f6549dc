# title: timers that run out together
# pins: Of several timers set by one transition with the same time, the one set last comes first; those without time, and updates of none, come in the order of the actions.
Code.require_file("../lib/h.exs", __DIR__)

defmodule M do
  import H
  def callback_mode, do: :handle_event_function
  def init(_), do: {:ok, :a, nil}
  def handle_event(:cast, actions, _, _), do: {:keep_state_and_data, actions}
  def handle_event(ty, x, _, _), do: t(f(ty), x) && :keep_state_and_data
end

defmodule Main do
  import H
  def run do
    for time <- [20, 0] do
      {:ok, p} = :gen_statem.start(M, nil, [])
      :gen_statem.cast(p, [{:state_timeout, time, :state}, {{:timeout, :n}, time, :n}, {{:timeout, :m}, time, :m}])
      Process.sleep(80)
      t("-- once more, one of them twice")
      :gen_statem.cast(p, [{{:timeout, :n}, time, :old}, {:state_timeout, time, :state}, {{:timeout, :m}, :update, :none}, {{:timeout, :n}, time, :n}])
      Process.sleep(80)
    end
  end
end

H.go(Main)
