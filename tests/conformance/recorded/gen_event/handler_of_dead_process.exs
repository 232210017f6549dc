# title: a process that supervises handlers ends
# pins: Its handlers are removed with stop and the reason; the others see the EXIT as a message.
Code.require_file("../lib/h.exs", __DIR__)

defmodule H1 do
  import H
  def init({:ret, f}) when is_function(f), do: f.()
  def init({:ret, r}), do: r
  def init(x), do: t("init", x) && {:ok, x}
  def handle_event({:do, r}, _), do: (if is_function(r), do: r.(), else: r)
  def handle_event(x, s), do: t(f(s) <> " event", x) && {:ok, s}
  def handle_call({:do, r}, _), do: (if is_function(r), do: r.(), else: r)
  def handle_call(x, s), do: {:ok, {x, s}, s}
  def handle_info({:do, r}, _), do: (if is_function(r), do: r.(), else: r)
  def handle_info(x, s), do: t(f(s) <> " info", x) && {:ok, s}
  def terminate(:boom, _), do: exit(:in_terminate)
  def terminate(a, s), do: t(f(s) <> " terminate", a) && {:terminated, s}
end

defmodule H2 do
  import H
  def init({:ret, r}), do: r
  def init(x), do: t("H2 init", x) && {:ok, {:h2, x}}
  def handle_event(x, s), do: t("H2 event", {x, s}) && {:ok, s}
  def handle_call(x, s), do: {:ok, {:h2, x}, s}
  def terminate(a, s), do: t("H2 terminate", {a, s}) && :h2_done
end

defmodule H3 do
  def init(x), do: {:ok, x}
  def handle_event(_, s), do: {:ok, s}
end

defmodule Main do
  import H
  def run do
    {:ok, m} = :gen_event.start()
    o = idle("o")
    run_in(o, fn -> :gen_event.add_sup_handler(m, H1, :a) end)
    run_in(o, fn -> :gen_event.add_sup_handler(m, {H1, 2}, :b) end)
    :gen_event.add_handler(m, {H1, 3}, :c)
    Process.exit(o, :gone)
    gone(o)
    t("which", :gen_event.which_handlers(m))
    Process.exit(m, :hello)
    t("which", :gen_event.which_handlers(m))
    Process.exit(m, :kill)
    t("killed", flush(10))
  end
end

H.go(Main)
