# title: adding, naming, calling and deleting handlers
# pins: Handlers of one module are told apart by their id, the one added last comes first; what init returns besides ok is the answer.
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
    t("add", :gen_event.add_handler(m, H1, :a))
    t("again", :gen_event.add_handler(m, H1, :b))
    t("id", :gen_event.add_handler(m, {H1, 1}, :c))
    t("id again", :gen_event.add_handler(m, {H1, 1}, :d))
    t("which", :gen_event.which_handlers(m))
    :gen_event.sync_notify(m, :e)
    t("call first", :gen_event.call(m, H1, :q))
    t("call id", :gen_event.call(m, {H1, 1}, :q))
    t("call unknown", :gen_event.call(m, {H1, 2}, :q))
    t("delete", :gen_event.delete_handler(m, H1, :bye))
    t("which", :gen_event.which_handlers(m))
    t("delete unknown", :gen_event.delete_handler(m, H2, :bye))
    t("delete boom", :gen_event.delete_handler(m, {H1, 1}, :boom))
    for r <- [:bogus, {:ok}, {:error, :no}, {:stop, :x}, :ignore, {:ok, 1, :hibernate}, {:ok, 1, :bogus}] do
      t("init " <> f(r), :gen_event.add_handler(m, {H1, r}, {:ret, r}))
    end
    t("init exit", :gen_event.add_handler(m, {H1, :x}, {:ret, fn -> exit(:out) end}))
    t("init throw", :gen_event.add_handler(m, {H1, :x}, {:ret, fn -> throw(:out) end}))
    t("init throw ok", :gen_event.add_handler(m, {H1, :y}, {:ret, fn -> throw({:ok, :thrown}) end}))
    t("which", :gen_event.which_handlers(m))
    t("dead", c(fn -> :gen_event.add_handler(:nobody, H1, 1) end))
    t("dead call", c(fn -> :gen_event.call(:nobody, H1, 1) end))
    t("dead call t", c(fn -> :gen_event.call(:nobody, H1, 1, 100) end))
    t("dead notify pid", (:gen_event.stop(m); :gen_event.notify(m, :x)))
    t("dead notify name", c(fn -> :gen_event.notify(:nobody, :x) end))
    t("dead notify global", c(fn -> :gen_event.notify({:global, :nobody}, :x) end))
    t("dead sync", c(fn -> :gen_event.sync_notify(:nobody, :x) end))
    t("dead which", c(fn -> :gen_event.which_handlers(:nobody) end))
    t("dead delete", c(fn -> :gen_event.delete_handler(:nobody, H1, :x) end))
  end
end

H.go(Main)
