# title: what init may return
# pins: A bad result of init fails the start; a bad action lets the start succeed and the machine end; actions are carried out, and postpone has no effect.
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
    Process.flag(:trap_exit, true)
    for r <- [{:ok, :a}, {:ok, :a, 1, :bad}, {:ok, :a, 1, [:nope]}, {:ok, :a, 1, {:state_timeout, 0, :x}}, {:ok, :a, 1, [{:next_event, :internal, :go}, {:timeout, 0, :e}]}, {:ok, :a, 1, [:postpone, {:next_event, :cast, 1}]},
              :ignore, {:stop, :r}, {:error, :why}, {:stop, :normal}, :bogus, {:ok, :a, 1, 0}] do
      {x, p} = case :gen_statem.start_link(M, {:ret, r}, []) do {:ok, p} -> {:ok, p}; e -> {e, nil} end
      t("for " <> f(r), x)
      Process.sleep(20)
      if p, do: t("alive", Process.alive?(p))
      t("mail", flush(10))
      if p, do: Process.exit(p, :kill)
      flush(5)
    end
  end
end

H.go(Main)
