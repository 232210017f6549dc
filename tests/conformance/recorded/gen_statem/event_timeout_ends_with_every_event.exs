# title: what ends an event timeout
# pins: Every event ends the event timeout that was set before it, an inserted event of type timeout too; the one that is set with that event is not there afterwards.
Code.require_file("../lib/h.exs", __DIR__)

defmodule M do
  import H
  def callback_mode, do: :handle_event_function
  def init(_), do: {:ok, :a, 0}
  def handle_event(_, {:do, r}, _, _), do: r
  def handle_event(ty, x, s, _), do: t(f(s) <> " " <> f(ty), x) && :keep_state_and_data
end

defmodule Main do
  import H
  def run do
    for type <- [:cast, :info, :internal, :timeout, :state_timeout, {:timeout, :n}], next <- [{:keep_state, 1}, {:next_state, :b, 1}] do
      {:ok, p} = :gen_statem.start(M, nil, [])
      t(f(type) <> " " <> f(next))
      :gen_statem.cast(p, {:do, Tuple.append(next, [{:timeout, 10, :late}, {:state_timeout, 15, :state}, {{:timeout, :n}, 20, :named}, {:next_event, type, :inserted}])})
      Process.sleep(40)
      Process.exit(p, :kill)
    end
    {:ok, p} = :gen_statem.start(M, nil, [])
    t("set again by the event itself")
    :gen_statem.cast(p, {:do, {:keep_state, 1, [{:timeout, 5, {:do, {:keep_state, 2, [{:timeout, 5, :second}]}}}]}})
    Process.sleep(30)
  end
end

H.go(Main)
