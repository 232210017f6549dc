# title: exits reach a suspended server
# pins: The exit of the parent ends a suspended server that traps exits, any other waits in the mailbox until it is resumed.
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
    Process.flag(:trap_exit, true)
    {:ok, p} = GenServer.start_link(G, [])
    :sys.suspend(p)
    Process.exit(p, :from_main)
    t("not trapping", next())
    {:ok, p} = GenServer.start_link(G, {:ret, fn -> (Process.flag(:trap_exit, true); {:ok, []}) end})
    :sys.suspend(p)
    send(p, {:EXIT, self(), :faked})
    t("faked parent", next())
    {:ok, p} = GenServer.start_link(G, {:ret, fn -> (Process.flag(:trap_exit, true); {:ok, []}) end})
    :sys.suspend(p)
    o = idle("o")
    run_in(o, fn -> Process.exit(p, :other) end)
    t("state", :sys.get_state(p))
    :sys.resume(p)
    t("state", :sys.get_state(p))
    :sys.suspend(p)
    t("sys term", :sys.terminate(p, :bye))
    t("exit", next())
    {:ok, p} = GenServer.start(G, [])
    :sys.suspend(p)
    Process.exit(p, :normal)
    t("alive", Process.alive?(p))
    Process.exit(p, :kill)
    t("down", wait(mon(p)) != nil)
  end
end

H.go(Main)
