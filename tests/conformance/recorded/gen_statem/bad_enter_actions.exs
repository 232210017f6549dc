# title: actions that an enter call may not ask for
# pins: An enter call may neither postpone nor insert events nor change the module; what is no action at all is named as everywhere, and so is a postponing in the form of a tuple. Who is answered has to be one who called.
Code.require_file("../lib/h.exs", __DIR__)

defmodule M do
  import H
  def callback_mode, do: [:handle_event_function, :state_enter]
  def init(_), do: {:ok, :a, nil}
  def handle_event(:enter, _, :b, r), do: {:keep_state_and_data, r}
  def handle_event(:enter, _, _, _), do: :keep_state_and_data
  def handle_event(:cast, {:enter, r}, _, _), do: {:next_state, :b, r}
  def handle_event(:cast, {:event, r}, _, _), do: {:keep_state_and_data, r}
  def handle_event(ty, x, s, _), do: t(f(s) <> " " <> f(ty), x) && :keep_state_and_data
  def terminate(_, s, _), do: t("in", s)
end

defmodule Main do
  import H
  def run do
    for where <- [:event, :enter], r <- [:postpone, {:postpone, true}, {:postpone, false}, {:next_event, :cast, 1}, {:next_event, :bogus, 1}, {:next_event, {:call, :x}, 1}, {:change_callback_module, 7},
          :pop_callback_module, :hibernate, {:hibernate, false}, :bogus, {:reply, :x, 1}, {:state_timeout, 1.5, 1}, {:state_timeout, :cancel, 1}] do
      {:ok, p} = :gen_statem.start(M, nil, [])
      m = mon(p)
      :gen_statem.cast(p, {where, [r]})
      t(f(where) <> " " <> f(r), wait(m, 20))
      if Process.alive?(p), do: Process.exit(p, :kill)
    end
  end
end

H.go(Main)
