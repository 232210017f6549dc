# title: every kind of result of each callback
# pins: Each callback accepts its own results and no others; timeouts, hibernation and continuations follow the reply.
Code.require_file("../lib/h.exs", __DIR__)

defmodule G do
  use GenServer
  def init({:ret, f}) when is_function(f), do: f.()
  def init({:ret, r}), do: r
  def init(x), do: {:ok, x}
  def handle_call({:do, f}, from, s) when is_function(f, 2), do: f.(from, s)
  def handle_call({:do, f}, _, s) when is_function(f, 0), do: {:reply, f.(), s}
  def handle_call({:do, r}, _, _), do: r
  def handle_call(x, _, s), do: {:reply, {:got, x, s}, s}
  def handle_cast({:do, f}, s) when is_function(f, 1), do: f.(s)
  def handle_cast({:do, r}, _), do: r
  def handle_cast(x, s), do: H.t("cast", x) && {:noreply, s}
  def handle_info({:do, f}, s) when is_function(f, 1), do: f.(s)
  def handle_info({:do, r}, _), do: r
  def handle_info(x, s), do: H.t("info", {x, s}) && {:noreply, s}
  def handle_continue({:do, r}, _), do: r
  def handle_continue(x, s), do: H.t("continue", {x, s}) && {:noreply, s}
  def terminate(r, s), do: H.t("terminate", {r, s})
end

defmodule Main do
  import H
  def run do
    for {how, r} <- [
      call: {:noreply, 1, :bad}, call: {:stop, :r}, call: {:stop, :r, 1, 2, 3}, call: {:reply, 1, 2, {:continue}}, call: {:reply, 1, 2, -1}, call: {:noreply}, call: {:ok, 1}, call: {:stop, :normal, :rep, :st}, call: {:stop, :shutdown, :st}, call: {:reply, :rep, :st, :hibernate}, call: {:reply, :rep, :st, {:continue, :c}}, call: {:reply, :rep, :st, 0}, call: {:reply, :rep, :st, :infinity},
      cast: {:noreply, 1, :bad}, cast: {:stop, :r}, cast: {:stop, :r, :rep, :st}, cast: :noreply, cast: {:stop, :normal, :st}, cast: {:stop, {:shutdown, 1}, :st}, cast: {:noreply, :st, 5}, cast: {:noreply, :st, {:continue, {:do, {:stop, :from_continue, :st2}}}}, cast: {:noreply, :st, {:continue, {:do, {:reply, 1, 2}}}}, cast: {:noreply, :st, {:continue, {:do, {:noreply, :st3, {:continue, :more}}}}}, cast: {:noreply, :st, {:continue, {:do, {:noreply, :st3, 0}}}},
      info: {:reply, 1, 2}, info: {:stop, :info_stop, :st}, info: {:noreply, :st, 0}] do
      {:ok, p} = GenServer.start(G, :s0)
      m = mon(p)
      case how do
        :call -> t("call " <> f(r), c(fn -> GenServer.call(p, {:do, r}, 50) end))
        :cast -> t("cast " <> f(r), GenServer.cast(p, {:do, r}))
        :info -> t("info " <> f(r), send(p, {:do, r}) |> elem(0))
      end
      t("down", wait(m, 30))
      if Process.alive?(p), do: t("state", :sys.get_state(p))
      if Process.alive?(p), do: Process.exit(p, :kill)
    end
  end
end

H.go(Main)
