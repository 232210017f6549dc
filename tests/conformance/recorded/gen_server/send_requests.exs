# title: requests without waiting, and collections of them
# pins: Replies, timeouts and ends of servers come as responses; a collection gives them one by one with their labels.
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

defmodule SQ do
  def callback_mode, do: :handle_event_function
  def init(_), do: {:ok, :a, 1}
  def handle_event({:call, from}, x, _, _), do: {:keep_state_and_data, {:reply, from, {:sm, x}}}
end

defmodule Main do
  import H
  def run do
    {:ok, p} = GenServer.start(G, :s)
    r = :gen_server.send_request(p, 1)
    t("resp", :gen_server.receive_response(r, 100))
    r = :gen_server.send_request(p, 2)
    t("wait", :gen_server.wait_response(r, 100))
    r = :gen_server.send_request(p, {:do, {:noreply, :s}})
    t("wait to", :gen_server.wait_response(r, 5))
    t("recv to", :gen_server.receive_response(r, 5))
    r = :gen_server.send_request(:nobody, 2)
    t("noproc", :gen_server.receive_response(r, 100))
    r = :gen_server.send_request(p, {:do, {:stop, :bye, :s}})
    t("stop", :gen_server.receive_response(r, 100))
    r = :gen_server.send_request(p, 1)
    t("dead", :gen_server.receive_response(r, 100))
    {:ok, p} = GenServer.start(G, :s)
    r = :gen_server.send_request(p, 3)
    m = next()
    t("check other", :gen_server.check_response(:other, r))
    t("check", :gen_server.check_response(m, r))
    c0 = :gen_server.reqids_new()
    c1 = :gen_server.send_request(p, :a, :la, c0)
    c2 = :gen_server.send_request(p, :b, :lb, c1)
    c3 = :gen_server.send_request(:nobody, :c, :lc, c2)
    t("size", [:gen_server.reqids_size(c0), :gen_server.reqids_size(c3)])
    {res, lab, c4} = :gen_server.receive_response(c3, 100, true)
    t("first", {res, lab, :gen_server.reqids_size(c4)} |> then(fn {{:error, {x, _}}, l, s} -> {x, l, s}; x -> x end))
    {res, lab, c5} = :gen_server.receive_response(c4, 100, true)
    t("second", {res, lab, :gen_server.reqids_size(c5)})
    {res, lab, c6} = :gen_server.receive_response(c5, 100, false)
    t("third", {res, lab, :gen_server.reqids_size(c6)})
    t("empty", :gen_server.receive_response(c0, 100, true))
    r1 = :gen_server.send_request(p, :z)
    c7 = :gen_server.reqids_add(r1, :lz, c0)
    t("list", :gen_server.reqids_to_list(c7) |> Enum.map(&elem(&1, 1)))
    t("dup", c(fn -> :gen_server.reqids_add(r1, :lz, c7) end))
    {:ok, q} = :gen_statem.start(SQ, nil, [])
    r = :gen_statem.send_request(q, 1)
    t("sm", :gen_statem.receive_response(r, 10))
    t("mail", flush(10))
  end
end

H.go(Main)
