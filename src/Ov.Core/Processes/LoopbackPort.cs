using System.Net;
using System.Net.Sockets;

namespace Ov.Core.Processes;

/// <summary>Whether a server could listen on a port of this machine's loopback right now.</summary>
public static class LoopbackPort
{
    /// <summary>Asked of the kernel by taking it for an instant; a port of another network namespace cannot be seen.</summary>
    public static bool IsFree(int port) => CanBind(IPAddress.Loopback, port) && (!Socket.OSSupportsIPv6 || CanBind(IPAddress.IPv6Loopback, port));

    private static bool CanBind(IPAddress address, int port)
    {
        try
        {
            using var socket = new Socket(address.AddressFamily, SocketType.Stream, ProtocolType.Tcp);
            socket.Bind(new IPEndPoint(address, port));
            return true;
        }
        catch (SocketException refused)
        {
            // A machine whose IPv6 is switched off has no such address; nobody listens there either.
            return refused.SocketErrorCode is SocketError.AddressNotAvailable or SocketError.AddressFamilyNotSupported;
        }
    }
}
