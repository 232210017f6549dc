# title: every valid result of a state function
# pins: Stop results end the machine with their reason and data, the others keep it in the state and data they say.
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
    for r <- [:stop, {:stop, :r}, {:stop, :r, 9}, {:stop_and_reply, :r, []}, {:stop_and_reply, :r, [], 8}, {:keep_state, 5}, {:keep_state, 5, []}, {:repeat_state, 6}, :repeat_state_and_data,
             {:repeat_state_and_data, []}, {:next_state, :b, 7}, {:next_state, :b, 7, []}, {:keep_state_and_data, :hibernate}, {:keep_state_and_data, 5000}, {:keep_state_and_data, :infinity},
             {:keep_state_and_data, {:timeout, :cancel}}, {:keep_state_and_data, [{:timeout, 20, :x}, {:timeout, :cancel}]}, {:keep_state_and_data, [{:timeout, :update, :upd}]}] do
      {:ok, p} = :gen_statem.start(M, nil, [])
      m = mon(p)
      :gen_statem.cast(p, {:do, r})
      t("for " <> f(r), wait(m, 40))
      if Process.alive?(p), do: t("state", :sys.get_state(p)) && Process.exit(p, :kill)
    end
  end
end

H.go(Main)
