# title: every kind of result of init, linked
# pins: A start that fails gives the reason, frees the name and leaves the EXIT message of OTP 25 behind; a process that ends itself in init tells nothing else.
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
    for r <- [{:ok}, {:ok, 1, :bad}, {:ok, 1, -5}, {:ok, 1, 0}, {:ok, 1, :hibernate}, {:ok, 1, {:continue, :c}}, {:ok, 1, {:continue}}, {:error, :e}, {:stop, :normal}, {:stop, :shutdown}, {:stop, {:shutdown, 1}}, {:stop}, :ignore, {:ignore, 1}, nil] do
      x = GenServer.start_link(G, {:ret, r}, name: :initname)
      t(f(r), if(match?({:ok, _}, x), do: :started, else: x))
      with {:ok, p} <- x, do: (t("state", :sys.get_state(p)); Process.sleep(5); Process.unlink(p); Process.exit(p, :kill); gone(p))
      t("mail", flush(5))
      t("name", Process.whereis(:initname))
    end
    for {n, fun} <- [exit: fn -> exit(:boo) end, exitn: fn -> exit(:normal) end, raise: fn -> raise "boo" end, throw: fn -> throw(:boo) end, self_exit: fn -> Process.exit(self(), :kill) end, linked: fn -> spawn_link(fn -> exit(:from_child) end); Process.sleep(50) end] do
      t(f(n), GenServer.start_link(G, {:ret, fun}))
      t("mail", flush(5))
      t("start", GenServer.start(G, {:ret, fun}))
    end
  end
end

H.go(Main)
