# title: handlers that are supervised
# pins: Who has added a supervised handler is told its end, whatever the reason, and is unlinked when the manager stops.
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
    t("add", :gen_event.add_sup_handler(m, H1, :a))
    t("links", Process.info(self(), :links) |> elem(1) |> length)
    t("delete", :gen_event.delete_handler(m, H1, :bye))
    t("mail", flush(10))
    t("links", Process.info(self(), :links) |> elem(1) |> length)
    :gen_event.add_sup_handler(m, {H1, 1}, :a)
    :gen_event.sync_notify(m, {:do, :bogus})
    t("mail", flush(10))
    :gen_event.add_sup_handler(m, {H1, 1}, :a)
    :gen_event.sync_notify(m, {:do, fn -> exit(:crash) end})
    t("mail", flush(10))
    :gen_event.add_sup_handler(m, H1, :a)
    :gen_event.sync_notify(m, {:do, :remove_handler})
    t("mail", flush(10))
    :gen_event.add_sup_handler(m, H1, :a)
    t("swap", :gen_event.swap_handler(m, {H1, :out}, {H2, :in}))
    t("mail", flush(10))
    t("swap sup", :gen_event.swap_sup_handler(m, {H2, :out}, {H1, :in}))
    t("mail", flush(10))
    t("swap unknown", :gen_event.swap_handler(m, {H2, :out}, {{H1, 9}, :in}))
    t("which", :gen_event.which_handlers(m))
    t("swap refuse", :gen_event.swap_handler(m, {H1, :out}, {H2, {:ret, :no}}))
    t("swap refuse", :gen_event.swap_handler(m, {{H1, 9}, :out}, {H2, {:ret, {:error, :no}}}))
    t("mail", flush(10))
    t("which", :gen_event.which_handlers(m))
    t("fail", :gen_event.add_sup_handler(m, H1, {:ret, :no}))
    t("mail", flush(10))
    :gen_event.add_sup_handler(m, H1, :a)
    :gen_event.add_sup_handler(m, {H1, 2}, :b)
    t("stop", :gen_event.stop(m))
    t("mail", flush(10))
    t("links", Process.info(self(), :links) |> elem(1) |> length)
  end
end

H.go(Main)
