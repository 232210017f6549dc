# title: named timers are known by any term
# pins: Two names that are equal in structure are one timer, and of several actions for one timer only the last counts.
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

defmodule Main do
  import H
  def run do
    {:ok, p} = :gen_statem.start(M, nil, [])
    :gen_statem.cast(p, {:do, {:keep_state_and_data, [{{:timeout, {:a, 1}}, 20, :one}, {{:timeout, {:a, 2}}, 30, :two}]}})
    :gen_statem.cast(p, {:do, {:keep_state_and_data, [{{:timeout, {:a, 1}}, :cancel}, {{:timeout, {:a, 2}}, :update, :two2}, {{:timeout, {:a, 3}}, :update, :three}]}})
    Process.sleep(60)
    :gen_statem.cast(p, {:do, {:keep_state_and_data, [{{:timeout, :x}, 20, :one}, {{:timeout, :x}, :cancel}, {{:timeout, :y}, :cancel}, {{:timeout, :y}, 10, :yy}, {{:timeout, :z}, 20, :z1}, {{:timeout, :z}, 30, :z2}, {{:timeout, :z}, :update, :z3}]}})
    Process.sleep(60)
    t("state", :sys.get_state(p))
  end
end

H.go(Main)
