namespace Soc.Detection.Network;

/// <summary>Ports that ordinary programs use towards the internet.</summary>
internal static class UsualPorts
{
    /// <summary>Web, mail, names, clocks, file transfer, remote access, VPN, calls and push channels; 0 is unknown and says nothing.</summary>
    public static bool Contains(int port) => port is 0
        or 20 or 21 or 22 or 25 or 53 or 80 or 110 or 123 or 143 or 443 or 465 or 500 or 587 or 853 or 990 or 993 or 995
        or 1194 or 3478 or 3479 or 3480 or 3481 or 4500 or 5060 or 5061 or 5222 or 5223 or 5228 or 5349 or 5938 or 8080 or 8443 or 8801 or 51820
        or (>= 19302 and <= 19309);
}
