using System.Net;
using System.Net.Sockets;
using System.Text;
using System.Text.Json;

namespace Ov.Tests.Telemetry;

/// <summary>A small collector on loopback: keeps what is posted, answers what it is told to.</summary>
internal sealed class Collector : IDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly Lock _gate = new();
    private readonly List<(string Path, string Head, JsonElement Body)> _posts = [];

    public Collector()
    {
        _listener.Start();
        _ = Task.Run(Serve);
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    /// <summary>Status line and body of every answer from now on.</summary>
    public (string Status, string Body) Answer { get; set; } = ("200 OK", "{}");

    public IReadOnlyList<(string Path, string Head, JsonElement Body)> Posts
    {
        get
        {
            lock (_gate)
            {
                return [.. _posts];
            }
        }
    }

    public IReadOnlyList<JsonElement> Spans =>
    [
        .. Posts.Where(post => post.Path == "/v1/traces").SelectMany(post => post.Body.GetProperty("resourceSpans").EnumerateArray())
            .SelectMany(one => one.GetProperty("scopeSpans").EnumerateArray()).SelectMany(one => one.GetProperty("spans").EnumerateArray()),
    ];

    /// <summary>Of the last post.</summary>
    public IReadOnlyList<JsonElement> Metrics =>
    [
        .. Posts.Last(post => post.Path == "/v1/metrics").Body.GetProperty("resourceMetrics").EnumerateArray()
            .SelectMany(one => one.GetProperty("scopeMetrics").EnumerateArray()).SelectMany(one => one.GetProperty("metrics").EnumerateArray()),
    ];

    public void Dispose() => _listener.Stop();

    private void Serve()
    {
        try
        {
            while (true)
            {
                using var client = _listener.AcceptTcpClient();
                using var stream = client.GetStream();
                Handle(stream);
            }
        }
        catch (Exception ended) when (ended is SocketException or ObjectDisposedException or InvalidOperationException or IOException)
        {
        }
    }

    private void Handle(NetworkStream stream)
    {
        var (bytes, buffer) = (new List<byte>(), new byte[65536]);
        var (head, length) = ("", -1);
        while (length < 0 || bytes.Count < length)
        {
            var count = stream.Read(buffer);
            if (count == 0)
            {
                return;
            }

            bytes.AddRange(buffer.AsSpan(0, count));
            if (length < 0 && Encoding.Latin1.GetString([.. bytes]) is var text && text.IndexOf("\r\n\r\n", StringComparison.Ordinal) is >= 0 and var end)
            {
                head = text[..end];
                length = int.Parse(head.Split("\r\n").First(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase))[15..], System.Globalization.CultureInfo.InvariantCulture);
                bytes.RemoveRange(0, end + 4);
                if (head.Contains("Expect: 100-continue", StringComparison.OrdinalIgnoreCase))
                {
                    stream.Write("HTTP/1.1 100 Continue\r\n\r\n"u8);
                }
            }
        }

        lock (_gate)
        {
            _posts.Add((head.Split(' ')[1], head, JsonDocument.Parse(bytes.ToArray()).RootElement));
        }

        stream.Write(Encoding.UTF8.GetBytes($"HTTP/1.1 {Answer.Status}\r\nContent-Length: {Answer.Body.Length}\r\nConnection: close\r\n\r\n{Answer.Body}"));
    }
}
