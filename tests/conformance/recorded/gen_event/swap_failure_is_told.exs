# title: a handler that is swapped in and fails to start
# pins: When a callback has its handler swapped for one that does not start, the supervisor is told of both ends, of the second with the reason crash; the manager goes on without either.
Code.require_file("../lib/h.exs", __DIR__)

defmodule H1 do
  def init(x), do: {:ok, x}
  def handle_event({:do, r}, _), do: r
  def handle_call({:do, r}, _), do: r
  def terminate(_, _), do: :left
end

defmodule H2 do
  def init({{:ret, f}, left}) when is_function(f), do: H.t("init", left) && f.()
  def init({{:ret, r}, left}), do: H.t("init", left) && r
end

defmodule Main do
  import H
  def run do
    {:ok, m} = :gen_event.start()
    for r <- [{:error, :no}, :junk, fn -> exit(:in_init) end, fn -> throw(:in_init) end] do
      :gen_event.add_sup_handler(m, H1, 0)
      :gen_event.sync_notify(m, {:do, {:swap_handler, :out, 1, {H2, :id}, {:ret, r}}})
      t("notified " <> f(r), flush(5))
      :gen_event.add_sup_handler(m, H1, 0)
      t("reply", :gen_event.call(m, H1, {:do, {:swap_handler, :answer, :out, 1, H2, {:ret, r}}}))
      t("called " <> f(r), flush(5))
      t("which", :gen_event.which_handlers(m))
    end
  end
end

H.go(Main)
