# title: absolute timeouts
# pins: A timeout with abs fires at that time, at once if it has passed; the options may stand alone or in a list.
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
    n = :erlang.monotonic_time(:millisecond)
    :gen_statem.cast(p, {:do, {:keep_state_and_data, [{:state_timeout, n + 40, :late, [{:abs, true}]}, {{:timeout, :n}, n + 20, :early, {:abs, true}}, {{:timeout, :past}, n - 100, :past, [{:abs, true}]}, {{:timeout, :rel}, 60, :rel, [{:abs, false}]}]}})
    Process.sleep(100)
    t("state", :sys.get_state(p))
  end
end

H.go(Main)
